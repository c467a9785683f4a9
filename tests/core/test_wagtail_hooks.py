import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from core.models import LifeStage, Topic
from tests.accounts.factories import UserFactory
from tests.blog.factories import PostPageFactory
from tests.core.factories import LifeStageFactory, TopicFactory
from tests.guides.factories import GuidePageFactory
from tests.network.factories import OrganisationFactory, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    client.force_login(UserFactory(coordinator=True))
    return client


def address(model, name, *args):
    return reverse(f"wagtailsnippets_core_{model}:{name}", args=args)


def said(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_a_topic_that_nobody_uses_is_deleted(coordinator):
    topic = TopicFactory()

    coordinator.post(address("topic", "delete", topic.pk))

    assert not Topic.objects.exists()


@pytest.mark.parametrize("published", [True, False], ids=["public", "draft"])
def test_a_life_stage_in_use_is_kept_and_the_coordinator_told_where(coordinator, published):
    stage = LifeStageFactory()
    GuidePageFactory(title="Prvi najem", life_stages=[stage], published=published)

    answer = coordinator.post(address("lifestage", "delete", stage.pk))

    assert LifeStage.objects.filter(pk=stage.pk).exists()
    assert "Prvi najem" in said(answer)


def test_topics_marked_in_a_list_are_kept_when_one_is_in_use(coordinator):
    used, free = TopicFactory(), TopicFactory()
    PostPageFactory(title="O njej", topics=[used], published=True)
    marked = f"?id={used.pk}&id={free.pk}"

    coordinator.post(f"{reverse('wagtail_bulk_action', args=['core', 'topic', 'delete'])}{marked}")

    assert set(Topic.objects.all()) == {used, free}


def test_a_coordinator_merges_from_the_list(coordinator):
    gone, kept = LifeStageFactory(name="Stanovanje", slug="stanovanje"), LifeStageFactory()
    guide = GuidePageFactory(life_stages=[gone], published=True)
    merge = address("lifestage", "merge", gone.pk)

    listed = coordinator.get(address("lifestage", "list"))
    asked = coordinator.get(merge)
    coordinator.post(merge, {"into": kept.pk})

    assert merge in listed.text
    assert list(asked.context["form"].fields["into"].queryset) == [kept]
    assert asked.context["pages"] == 1
    assert [stage.pk for stage in guide.life_stages.all()] == [kept.pk]
    assert LifeStage.objects.at("stanovanje") == kept


@pytest.mark.parametrize("who", ["partner", "nobody"])
def test_nobody_else_merges(client, who):
    gone, kept = TopicFactory(), TopicFactory()
    if who == "partner":
        client.force_login(member_of(OrganisationFactory(partner=True)))

    client.post(address("topic", "merge", gone.pk), {"into": kept.pk})

    assert Topic.objects.count() == 2
