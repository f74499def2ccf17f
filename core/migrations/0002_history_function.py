"""The function with which the triggers of the history compare a row before and after."""

from django.db import migrations

CHANGED_VALUES = """
CREATE FUNCTION core_changed_values(old jsonb, new jsonb, secret text[], ignored text[])
RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    -- The columns of `new` that differ, with their new values; NULL when none differs.
    SELECT jsonb_object_agg(
        key, CASE WHEN key = ANY(secret) THEN 'null'::jsonb ELSE value END
    )
    FROM jsonb_each(new)
    WHERE value IS DISTINCT FROM old -> key AND NOT key = ANY(ignored)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_extensions")]
    operations = [
        migrations.RunSQL(
            CHANGED_VALUES, "DROP FUNCTION core_changed_values(jsonb, jsonb, text[], text[])"
        )
    ]
