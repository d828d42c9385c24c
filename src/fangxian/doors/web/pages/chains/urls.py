"""Address of the page of chains."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.chains import views
from fangxian.engines.problems import Text

entries = (Entry("chains", Text("传播链", "Chains"), "cases", 60, keys="g h"),)
urlpatterns = [path("chains/", views.show, name="chains")]
