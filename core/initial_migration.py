"""The first migration of an app, applied as one step."""

from django.db import migrations


class InitialMigration(migrations.Migration):
    """Creates all tables of an app from one picture of the models.

    Django draws every model that is related to a changed one anew after each operation; with our
    141 models that took 44 s for a new database. Where nothing but new tables and their triggers
    is made, the picture after the last operation serves them all: about a second.
    """

    def apply(self, project_state, schema_editor, collect_sql=False):
        project_state.__dict__.pop("apps", None)  # drawn again below, once
        before = project_state.clone()
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state
