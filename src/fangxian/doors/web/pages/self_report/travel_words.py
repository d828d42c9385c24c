"""Words of reporting one's travel."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

TRAVEL = Words(
    travel_title=Text("行程报备", "Report where you were"),
    travel_lead=Text(
        "去过外地或下列场所，请在这里报备。填完马上告诉您该怎么做。",
        "If you were elsewhere or at one of these places, report it here. You are told at once what it means.",
    ),
    venue=Text("已公布的场所", "A published place"),
    no_venue=Text("都不是，写在下面", "None of these; I write it below"),
    place=Text(
        "去过的地点（区县、街道或场所全名）", "Where you were: district, street or full name of a venue"
    ),
    own_community=Text("您住的社区（写上区县）", "The community you live in, with its district"),
    means_met=Text(
        "您去的时候，那里有病例。请先留在家里，少与他人接触；疾控会打电话与您核实。您现在不受任何限制。",
        "A case was there when you were. Please stay at home and away from others; the CDC will call you to confirm. You "
        "are not restricted by this.",
    ),
    means_other_hours=Text(
        "那里有过病例，但不在您去的时段。请留意身体 14 天，有症状先打电话。",
        "A case was there, but not while you were. Watch your health for 14 days and telephone first with any symptom.",
    ),
    means_nothing_known=Text(
        "目前没有公布与您行程有关的场所。请留意新的通告；有症状先打电话。",
        "No published place concerns this. Look out for new notices, and telephone first with any symptom.",
    ),
    travel_privacy=Text(
        "您的姓名、电话和行程只给您所住社区、其上级和疾控看，不会公布。",
        "Your name, number and travel are seen by your community, the offices above it and the CDC, and never published.",
    ),
    another=Text("再报一处", "Report another"),
)
