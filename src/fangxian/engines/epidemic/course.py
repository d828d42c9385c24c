"""How an infection runs its course, as numbers the kernel reads: all of them come from a disease pack."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fangxian.engines.epidemic.handing import handed

Floats = npt.NDArray[np.float64]

HOUSEHOLD, WORKING, LEARNING, SITE, VENUE = range(5)
"""The ways an infection can go: at home, in the team, in the class, at a sampling site, at a venue.

Venues come last: where a way is a number from VENUE on, it names the venue as VENUE + its number.
"""
WAYS = 5


@handed
class Course(NamedTuple):
    """Days everywhere. Tables named `_q` hold equally spaced quantiles.

    An infection at t makes a person infectious over a window. Either `latent_q` counts from t to its beginning and
    `lead_q` from there to onset (`about_onset` 0), or `latent_q` counts from t to onset and the window begins
    `lead_q` before it, though never less than `earliest` after t (`about_onset` 1). It ends after onset by
    `mild_q` or `severe_q`, or after its own beginning by `silent_q` where nobody falls ill.
    `shape`: infectiousness in equal parts of the window, mean 1; `when_q`: the share of the window gone by when a
    share of all infectiousness is.
    `symptomatic`, `severe`, `susceptible`: shares (and a factor) by age in years, 100 entries each.
    `spread_q`: factor of a person's infectiousness, mean 1: over-dispersion.
    `silent_factor`: infectiousness of those who never fall ill; `vaccine_*`: factors of the vaccinated.
    `rate[way]`: expected infections a day and a contact that is open to them, in the middle of all this.
    `sensitivity`: share of samples found positive, by whole day since infection, between two days in proportion.
    `arrivals_a_day`: people who come into the city infected. `leave_a_day`: share of the infectious who would leave it
    in a day.
    """

    latent_q: Floats
    lead_q: Floats
    mild_q: Floats
    severe_q: Floats
    silent_q: Floats
    spread_q: Floats
    about_onset: int
    earliest: float
    shape: Floats
    when_q: Floats
    symptomatic: Floats
    severe: Floats
    susceptible: Floats
    silent_factor: float
    vaccine_susceptible: float
    vaccine_infectious: float
    rate: Floats
    sensitivity: Floats
    arrivals_a_day: float = 0.0
    leave_a_day: float = 0.0
