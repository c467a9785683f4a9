import pytest

from moderation.titles import titles_for
from network.duty_answer import duty_at
from network.people import person_for
from tests.moderation.scene import draft_by, published_by, submitted_by, write


@pytest.fixture
def pages(scene):
    """A draft, a submission, a public text, and a public text with a draft of a change."""
    changed = published_by(scene.author, scene.youth, title="Javno staro")
    write(changed, scene.author, title="Skrito novo")
    secret = published_by(scene.author, scene.youth, title="Za geslom")
    secret.view_restrictions.create(restriction_type="password", password="geslo")
    return {
        "draft": draft_by(scene.author, scene.youth, title="Osnutek"),
        "submitted": submitted_by(scene.author, scene.youth, title="Oddano"),
        "public": published_by(scene.author, scene.youth, title="Javno"),
        "changed": changed,
        "restricted": secret,
    }


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("stranger", {"public": "Javno", "changed": "Javno staro"}),
        ("follower", {"public": "Javno", "changed": "Javno staro"}),
        ("decider", {"submitted": "Oddano", "public": "Javno", "changed": "Javno staro"}),
        (
            "lead",
            {
                "draft": "Osnutek",
                "submitted": "Oddano",
                "public": "Javno",
                "changed": "Skrito novo",
                "restricted": "Za geslom",
            },
        ),
        (
            "coordinator",
            {
                "draft": "Osnutek",
                "submitted": "Oddano",
                "public": "Javno",
                "changed": "Skrito novo",
                "restricted": "Za geslom",
            },
        ),
    ],
)
def test_titles_are_told_as_far_as_the_person_may_read_them(scene, pages, who, seen):
    person = person_for(getattr(scene, who))

    found = titles_for(person, duty_at(), [page.pk for page in pages.values()])

    names = {page.pk: name for name, page in pages.items()}
    assert {names[pk]: title for pk, title in found.items()} == seen


def test_titles_of_nothing_cost_nothing(scene, django_assert_num_queries):
    person, duty = person_for(scene.decider), duty_at()

    with django_assert_num_queries(0):
        assert titles_for(person, duty, [None, 0]) == {}


def test_a_page_that_is_gone_has_no_title(scene):
    assert titles_for(person_for(scene.root), duty_at(), [999_999]) == {}
