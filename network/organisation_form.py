"""The CMS's form of an organisation: a new one gets its collection and group."""

from wagtail.admin.forms import WagtailAdminModelForm

from network.collections import home_for_files


class OrganisationForm(WagtailAdminModelForm):
    def save(self, commit=True):
        if self.instance._state.adding:
            self.instance.collection, self.instance.group = home_for_files(self.instance)
        return super().save(commit=commit)
