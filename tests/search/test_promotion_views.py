"""Wagtail's promoted results in our CMS."""

import pytest
from django.urls import reverse
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from search.promotions import promoted_for

ADD = reverse("wagtailsearchpromotions:add")


def typed(query="Štipa", **facts):
    rows = {
        "query_string": query,
        "editors_picks-TOTAL_FORMS": "1",
        "editors_picks-INITIAL_FORMS": "0",
        "editors_picks-0-page": "",
        "editors_picks-0-external_link_url": "https://www.example.org/",
        "editors_picks-0-external_link_text": "Štipendije",
        "editors_picks-0-description": "",
        "editors_picks-0-ORDER": "1",
    }
    return {**rows, **facts}


def kept():
    return list(SearchPromotion.objects.values_list("query__query_string", "external_link_url"))


@pytest.mark.parametrize("who", ["coordinator", "decider", "root"])
def test_promotion_is_made_by_those_who_watch_and_shown_at_once(scene, client, who):
    client.force_login(getattr(scene, who))
    shown = client.get(ADD).status_code

    answer = client.post(ADD, typed(), follow=True)

    assert (shown, answer.status_code, kept()) == (
        200,
        200,
        [("štipa", "https://www.example.org/")],
    )
    assert [one.title for one in promoted_for("STIPA", language="sl")] == ["Štipendije"]


def test_promotion_made_by_duty_leads_to_nothing_that_it_may_not_open(scene, client):
    client.force_login(scene.decider)
    form = client.get(ADD).content.decode()

    answer = client.post(ADD, typed(), follow=True)

    assert answer.redirect_chain == [(reverse("search_cms:report"), 302)]
    pages = form + answer.content.decode()
    assert f'href="{reverse("wagtailsearchpromotions:index")}' not in pages


def test_list_of_promotions_has_no_counts_that_nobody_keeps(scene, client):
    client.force_login(scene.coordinator)
    client.post(ADD, typed())

    pages = [
        client.get(reverse(f"wagtailsearchpromotions:{name}")).content.decode()
        for name in ("index", "index_results")
    ]

    assert [("štipa" in page, "ordering=views" in page) for page in pages] == [(True, False)] * 2


@pytest.mark.parametrize("who", ["decider", "follower", "author", "stranger", None])
def test_promotions_are_changed_by_coordinators_alone(scene, client, who):
    query = Query.get("rov")
    SearchPromotion.objects.create(query=query, external_link_url="https://x.example/")
    if who:
        client.force_login(getattr(scene, who))
    addresses = [
        *([] if who == "decider" else [ADD]),
        reverse("wagtailsearchpromotions:index"),
        reverse("wagtailsearchpromotions:edit", args=[query.pk]),
        reverse("wagtailsearchpromotions:delete", args=[query.pk]),
    ]

    answers = {client.get(address).status_code for address in addresses}
    answers |= {client.post(address, typed()).status_code for address in addresses}

    assert answers <= {302, 403, 404, 405}
    assert kept() == [("rov", "https://x.example/")]


def test_promotion_form_begins_with_the_query_of_the_report(scene, client):
    client.force_login(scene.coordinator)

    page = client.get(ADD, {"q": "štipa & co"}).content.decode()

    assert ('value="štipa co"' in page, "createQueryChooser" in page) == (True, True)
    assert "popular" not in page


@pytest.mark.parametrize("query", ["", "!?", "\x00", "a" * 81, " "])
def test_promotion_of_no_query_is_refused(scene, client, query):
    client.force_login(scene.coordinator)

    answer = client.post(ADD, typed(query))

    assert (answer.status_code, list(answer.context["form"].errors), kept()) == (
        200,
        ["query_string"],
        [],
    )


def test_promotion_is_changed_and_deleted(scene, client):
    client.force_login(scene.coordinator)
    client.post(ADD, typed())
    pick = SearchPromotion.objects.get()
    address = reverse("wagtailsearchpromotions:edit", args=[pick.query_id])

    shown = client.get(address).status_code
    changed = client.post(
        address,
        typed(
            "drugo",
            **{
                "editors_picks-INITIAL_FORMS": "1",
                "editors_picks-0-id": str(pick.pk),
            },
        ),
    )

    assert (shown, changed.status_code, kept()) == (
        200,
        302,
        [("drugo", "https://www.example.org/")],
    )
    query = Query.objects.get(query_string="drugo")
    client.post(reverse("wagtailsearchpromotions:delete", args=[query.pk]))
    assert kept() == []


@pytest.mark.parametrize(
    "name", ["chooser", "chooserresults", "search_terms", "search_terms_results"]
)
@pytest.mark.parametrize("who", ["root", "coordinator", "decider"])
def test_counts_of_wagtail_are_nobodys(scene, client, name, who):
    client.force_login(getattr(scene, who))

    assert client.get(reverse(f"wagtailsearchpromotions:{name}")).status_code == 404


def test_report_of_wagtail_stands_in_no_menu(scene, client):
    client.force_login(scene.root)

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert (reverse("wagtailsearchpromotions:search_terms") in page, ADD[:-4] in page) == (
        False,
        True,
    )
