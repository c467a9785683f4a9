import time, pytest
from datetime import timedelta
from django.test import Client
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from tests.calendar_app.factories import EventPageFactory
from tests.network.factories import OrganisationFactory, member_of
from calendar_app.models import EventPage
from moderation import services
from moderation.digest import content_digest

def fields(title, **x):
    return nested_form_data({"title": title, "summary":"P", "starts_at":"2027-01-01 10:00","ends_at":"2027-01-01 12:00","activity":"meeting","place_text":"x",
      "place":"", "online_url":"","price":"","audience":"","registration_url":"","kicker":"","municipality":"","picture":"","picture_alt":"","mark":"",
      "body": streamfield([("paragraph", rich_text("<p>Nova</p>"))]), **x})

@pytest.mark.django_db
def test_a(on_duty, calendar_index):
    org = OrganisationFactory(is_cms_open=True)
    a = member_of(org); d = member_of(on_duty)
    t=time.time()
    page = EventPageFactory(owner=a, organisation=org)
    print("build", time.time()-t)
    c = Client(); c.force_login(a)
    for path in (f"/cms/pages/{page.pk}/edit/", f"/cms/pages/{page.pk}/view_draft/", f"/cms/pregled/{page.pk}/", f"/cms/pages/{page.pk}/history/",f"/cms/pages/{page.pk}/revisions/{page.latest_revision_id}/view/"):
        for i in range(2):
            t=time.time(); r=c.get(path); print(path, r.status_code, time.time()-t, page.title in r.content.decode())
    t=time.time(); r=c.post(f"/cms/pages/{page.pk}/edit/", fields("Novi")); print(r.status_code, time.time()-t, r.headers.get("Location"))
    if r.status_code==200: print(r.context["form"].errors, r.context["messages"])
    p=EventPage.objects.get(pk=page.pk); print(p.get_latest_revision_as_object().title)
    t=time.time(); r=c.post(f"/cms/pages/{page.pk}/edit/", fields("Novi", **{"action-submit":"1"})); print(r.status_code, time.time()-t, r.headers.get("Location"))
    p=EventPage.objects.get(pk=page.pk); print(p.contribution.proposal)
    t=time.time(); r=c.post(f"/cms/pages/add/calendar_app/eventpage/{calendar_index.pk}/", fields("Čisto nov", organisation=org.pk)); print(r.status_code, time.time()-t, r.headers.get("Location"))
    if r.status_code==200: print(r.context["form"].errors)
    c2=Client(); c2.force_login(d)
    t=time.time(); r=c2.post(f"/cms/pages/{page.pk}/edit/", fields("Popravek")); print(r.status_code, time.time()-t, r.headers.get("Location"))
    rev=EventPage.objects.get(pk=page.pk).get_latest_revision()
    print(rev.content["title"])
    t=time.time(); r=c2.post(f"/cms/pregled/{page.pk}/objavi/", {"revision":rev.pk,"digest":content_digest(rev.content)}); print(r.status_code, time.time()-t, r.headers.get("Location"))
