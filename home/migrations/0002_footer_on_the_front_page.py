"""What stands at the foot is written on the front page of each language, with its drafts."""

import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="homepage",
            name="footer_text",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="text at the foot of every page"
            ),
        ),
        migrations.AddField(
            model_name="funder",
            name="page",
            field=modelcluster.fields.ParentalKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="funders",
                to="home.homepage",
            ),
        ),
    ]
