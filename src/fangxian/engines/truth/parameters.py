"""What the simulated outbreak is made of. Every figure is the simulation's own: no plan or scoring rule shares it.

Means of the natural history are near those published for Delta in Guangdong 2021 (latent 3.9 days, incubation
5.8, 73 % of transmission before onset) and the household attack rate near that of Nanjing 2021 (27 %); all the
rest is assumed and stated here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

_PER_MINUTE = {
    "": 3e-4, "work": 4e-5, "school": 3e-5, "shop": 6e-4, "mall": 3e-4, "market": 5e-4,
    "restaurant": 1.8e-3, "theatre": 3e-3, "train": 3e-3, "boat": 1e-3,
}  # fmt: skip


@dataclass(frozen=True)
class Pathogen:
    """How it passes from one to another.

    `per_minute`: hazard of infection per minute beside a person of average, full infectiousness, by kind of
    venue ("" any other). `per_night`: the same for a night under one roof. `infectiousness`: weight of each
    day since the person became infectious; afterwards none. `dispersion`: shape k of the gamma law of how much
    a person sheds; the smaller, the more a few infect. `other_zone`: what is left of the hazard in another
    zone of the venue. `seat_reach`: seats over which it falls to 1/e. `air_half_life_minutes`: of the air
    that an infectious person leaves behind, which carries `air_share` of the hazard.
    """

    per_minute: Mapping[str, float] = field(default_factory=lambda: dict(_PER_MINUTE))
    per_night: float = 0.16
    infectiousness: tuple[float, ...] = (0.7, 1.0, 1.0, 0.65, 0.4, 0.2, 0.1, 0.05)
    dispersion: float = 0.45
    other_zone: float = 0.04
    seat_reach: float = 2.0
    air_half_life_minutes: float = 15.0
    air_share: float = 0.4
    incubation_days: tuple[float, float] = (5.8, 2.4)
    """Mean and standard deviation, lognormal."""
    before_onset_days: tuple[float, float] = (1.9, 0.8)
    """Mean and standard deviation (gamma) of the days a person is infectious before onset."""
    asymptomatic_share: float = 0.15


@dataclass(frozen=True)
class Detection:
    """How an infection becomes a line of the list; delays as (mean, standard deviation) in days, gamma.

    A person is sampled some days after onset (without one: after becoming infectious), isolated within
    `isolation_hours` (from, to) of the sample and reported on the local day after it.
    """

    onset_to_sample_days: tuple[float, float] = (1.8, 1.2)
    silent_to_sample_days: tuple[float, float] = (4.5, 2.0)
    isolation_hours: tuple[float, float] = (2.0, 10.0)
    undetected_share: float = 0.05
    """Of those who fall ill."""
    silent_undetected_share: float = 0.4
    """Of those who never do."""
    onset_missing_share: float = 0.1
    """Cases that fell ill, but whose line says no day of onset."""
