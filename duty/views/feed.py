from django.http import Http404


def duty_calendar(request, secret):
    raise Http404
