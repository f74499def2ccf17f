import core.fields
import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scoring", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="rankingline",
            name="base",
            field=core.fields.ExactDecimalField(null=True, verbose_name="điểm chuẩn"),
        ),
        migrations.AddField(
            model_name="rankingline",
            name="available",
            field=core.fields.ExactDecimalField(null=True, verbose_name="điểm chuẩn có thể đạt"),
        ),
        migrations.AddField(
            model_name="rankingline",
            name="limit_numbers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                default=list,
                size=None,
                verbose_name="số liệu của giới hạn",
            ),
        ),
        migrations.AddField(
            model_name="rankingline",
            name="earlier_lines",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                default=list,
                size=None,
                verbose_name="kết quả các kỳ trước",
            ),
        ),
    ]
