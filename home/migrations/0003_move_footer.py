"""Move the footer's words to the front page of their site, and into its newest draft."""

from django.db import migrations


def move_footer(apps, schema_editor):
    home_page = apps.get_model("home", "HomePage")
    for footer in apps.get_model("home", "SiteFooter").objects.select_related("site"):
        home = home_page.objects.filter(pk=footer.site.root_page_id).first()
        if home is None:
            continue
        home_page.objects.filter(pk=home.pk).update(footer_text=footer.text)
        footer.funders.update(page_id=home.pk)
        revision = apps.get_model("wagtailcore", "Revision").objects.filter(
            pk=home.latest_revision_id
        )
        for draft in revision:
            draft.content["footer_text"] = footer.text
            draft.content["funders"] = [
                {
                    "pk": funder.pk,
                    "sort_order": funder.sort_order,
                    "page": home.pk,
                    "name": funder.name,
                    "text": funder.text,
                    "logo": funder.logo_id,
                }
                for funder in footer.funders.all()
            ]
            draft.save(update_fields=["content"])
    apps.get_model("home", "Funder").objects.filter(page=None).delete()


class Migration(migrations.Migration):
    dependencies = [("home", "0002_footer_on_the_front_page")]

    operations = [migrations.RunPython(move_footer, migrations.RunPython.noop)]
