"""Sign-in names unique ignoring capitals; appointments alone open the desk."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RemoveField(model_name="user", name="is_staff"),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("username"),
                name="username_unique_ignoring_capitals",
                violation_error_message="Tên đăng nhập này đã có (không phân biệt chữ hoa).",
            ),
        ),
    ]
