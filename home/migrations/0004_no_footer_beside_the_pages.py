"""Drop the footer's own table, whose words 0003 has moved."""

import django.db.models.deletion
import modelcluster.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("home", "0003_move_footer")]

    operations = [
        migrations.RemoveField(model_name="funder", name="footer"),
        migrations.AlterField(
            model_name="funder",
            name="page",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="funders",
                to="home.homepage",
            ),
        ),
        migrations.DeleteModel(name="SiteFooter"),
    ]
