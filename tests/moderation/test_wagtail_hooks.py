import pytest
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail.test.utils.form_data import rich_text, streamfield

from moderation.models import Finding
from moderation.wagtail_hooks import queue_menu_item
from tests.moderation.scene import as_read, latest, row_of
from tests.moderation.test_receivers import in_the_editor


def test_whoever_mended_a_text_goes_on_deciding(scene, submitted, client):
    client.force_login(scene.decider)

    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[submitted.pk]),
        in_the_editor(submitted, title="Popravljeno"),
    )

    assert (answer.status_code, answer.url) == (
        302,
        reverse("moderation:submission", args=[submitted.pk]),
    )
    assert latest(submitted).as_object().title == "Popravljeno"
    assert {author.username for author in row_of(submitted).authors.all()} == {"avtorica"}


def test_a_text_that_was_mended_is_checked_again(scene, submitted, client):
    client.force_login(scene.decider)

    client.post(
        reverse("wagtailadmin_pages:edit", args=[submitted.pk]),
        in_the_editor(
            submitted, body=streamfield([("paragraph", rich_text("<p>041 123 456</p>"))])
        ),
    )

    assert list(Finding.objects.values_list("check_name", "digest")) == [
        ("contact.phone", as_read(submitted)["digest"])
    ]


def test_whoever_edits_a_draft_stays_in_the_editor(scene, draft, client):
    client.force_login(scene.root)

    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]), in_the_editor(draft, title="Osnutek 2")
    )

    assert (answer.status_code, answer.url) == (
        302,
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
    )


@pytest.mark.parametrize(("who", "listed"), [("decider", False), ("coordinator", True)])
def test_the_menu_of_the_cms_holds_what_is_used(scene, client, who, listed):
    client.force_login(getattr(scene, who))

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert queue_menu_item().url == reverse("moderation:queue")
    assert (reverse("moderation:queue") in page, "/cms/reports/" in page) == (True, listed)


@pytest.mark.parametrize("who", ["decider", "coordinator"])
def test_the_first_screen_of_the_cms_has_no_queue_beside_ours(scene, submitted, client, who):
    client.force_login(getattr(scene, who))

    context = client.get(reverse("wagtailadmin_home")).context

    assert "workflow_objects_to_moderate" not in {panel.name for panel in context["panels"]}
    assert context["site_summary"].summary_items == []


@pytest.mark.parametrize(("who", "number"), [("decider", 1), ("follower", 0), ("coordinator", 1)])
def test_the_first_screen_of_the_cms_says_how_much_waits_for_whom(
    scene, submitted, client, who, number
):
    client.force_login(getattr(scene, who))

    answer = client.get("/cms/")

    said = ngettext("%(number)s text waits for a decision", "", number) % {"number": number}
    assert said in answer.text
    assert f'href="{reverse("moderation:queue")}"' in answer.text


@pytest.mark.parametrize(("who", "number"), [("coordinator", 1), ("root", 1), ("decider", 0)])
def test_the_menu_leads_coordinators_alone_to_the_links_in_mails(scene, client, who, number):
    client.force_login(getattr(scene, who))

    page = client.get("/cms/").content.decode()

    assert page.count("/cms/pregled/povezave/") == number
