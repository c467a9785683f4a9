from datetime import date

from duty.services import set_duty
from moderation.people import authors_of, deciders_of
from network.models import Membership
from tests.moderation.scene import NOON, draft_by, row_of, submitted_by, write


def names(people):
    return [person.username for person in people]


def leave(*people):
    """These accounts do not work any more."""
    for person in people:
        person.is_active = False
        person.save()


def test_authors_of_are_those_who_wrote_or_handed_in(scene, draft):
    write(draft, scene.co_author, title="Skupaj")

    assert names(authors_of(row_of(draft))) == ["avtorica", "soavtor"]


def test_authors_of_leave_out_closed_accounts(scene, submitted):
    leave(scene.author)

    assert names(authors_of(row_of(submitted))) == []


def test_authors_of_a_page_without_a_proposal_are_its_first_author(scene):
    post = draft_by(scene.author, scene.youth)
    row_of(post).authors.clear()

    assert names(authors_of(row_of(post))) == ["avtorica"]


def test_deciders_of_are_the_people_of_the_partner_on_duty(scene, submitted):
    assert names(deciders_of(row_of(submitted), NOON)) == ["odloca", "sodelavka"]


def test_deciders_of_leave_out_closed_accounts(scene, submitted):
    leave(scene.decider)

    assert names(deciders_of(row_of(submitted), NOON)) == ["sodelavka"]


def test_deciders_of_a_text_of_the_partner_itself_have_no_part_in_it(scene):
    own = submitted_by(scene.decider, scene.partner)

    assert names(deciders_of(row_of(own), NOON)) == ["sodelavka", "naslednica", "koordinator"]


def test_deciders_of_a_text_of_a_partner_of_one_person_are_the_next_partner_and_coordinators(scene):
    Membership.objects.filter(user=scene.colleague).delete()
    own = submitted_by(scene.decider, scene.partner)

    assert names(deciders_of(row_of(own), NOON)) == ["naslednica", "koordinator"]


def test_deciders_of_are_the_coordinators_when_no_partner_is_on_duty(scene, submitted):
    set_duty(month=date(2026, 11, 1), partner=None)

    assert names(deciders_of(row_of(submitted), NOON)) == ["koordinator"]


def test_deciders_of_are_the_coordinators_when_the_partner_has_left_the_network(scene, submitted):
    scene.partner.is_active = False
    scene.partner.save()

    assert names(deciders_of(row_of(submitted), NOON)) == ["koordinator"]


def test_deciders_of_are_the_coordinators_when_everybody_on_duty_wrote_the_text(scene):
    for user in (scene.decider, scene.colleague):
        Membership.objects.create(user=user, organisation=scene.youth)
    post = draft_by(scene.decider, scene.youth)
    write(post, scene.colleague, title="Skupaj")

    row = row_of(post)
    row.proposal, row.submitted_at, row.answer_by = "submitted", NOON, NOON.date()
    row.submitted_digest = "a" * 64
    row.save()

    assert names(deciders_of(row, NOON)) == ["koordinator"]


def test_deciders_of_name_somebody_once_who_acts_for_both_partners(scene, submitted):
    Membership.objects.create(user=scene.decider, organisation=scene.next_partner)

    assert names(deciders_of(row_of(submitted), NOON)) == ["odloca", "sodelavka"]
