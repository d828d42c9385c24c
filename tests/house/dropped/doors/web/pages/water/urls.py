"""The page's address and its line in the navigation."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.water import views
from fangxian.engines.problems import Text

urlpatterns = [path("water/", views.show, name="water")]
entries = [Entry("water", Text("饮水", "Water"), "records", position=99)]
