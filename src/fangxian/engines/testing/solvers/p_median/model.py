"""A part as a linear programme, then as one with whole sites (HiGHS)."""

from collections.abc import Sequence

import highspy
import numpy as np
from highspy._core import _Highs
from scipy import sparse

from fangxian.engines.testing.siting.arcs import Bools, Floats
from fangxian.engines.testing.solvers.p_median.clusters import Cluster, find_violated
from fangxian.engines.testing.solvers.p_median.part import Part

_SETTINGS: dict[str, bool | int | str] = {
    "threads": 1,
    # With presolve a start can come back as a solution below the bound of its own relaxation (HiGHS 1.16), and the
    # rows of clusters are solved twice as fast without.
    "presolve": "off",
    "mip_detect_symmetry": False,
    "mip_allow_restart": False,
    "mip_heuristic_run_feasibility_jump": False,
}


class Model:
    """Columns: how far each site is open, the share of a place on each arc, the share that takes none."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self._places, self._sites, self._arcs = len(part.people), len(part.sites), len(part.arcs)
        costs = (part.walk_m * part.people[part.place], part.otherwise * part.people)
        self.scale = max(1.0, float((part.otherwise * part.people).max(initial=1.0)) / 1e3)
        self._costs = np.concatenate([np.zeros(self._sites), *costs]) / self.scale
        self._of_place = sparse.csr_matrix(
            (np.arange(self._arcs) + 1, (part.place, np.arange(self._arcs))), shape=(self._places, self._arcs)
        )
        self._highs = _highs()
        self._highs.passModel(self._program())

    def relax(self, rounds: int) -> None:
        """Solve the linear programme, adding the clusters its solution breaks, for so many rounds."""
        self._highs.run()
        for _ in range(rounds):
            broken = find_violated(self.part.around, *self._solution())
            if not broken:
                break
            for cluster in broken:
                self._add(cluster)
            self._highs.run()

    def choose(
        self, gap: float, nodes: int, start: tuple[Bools, Floats] | None = None
    ) -> tuple[Bools, float]:
        """Return which sites to open and a bound of the part; stops at `gap` or after so many nodes.

        `start`: what is open now, and people on each arc of the part.
        """
        program = self._highs.getLp()
        whole = [highspy.HighsVarType.kInteger] * self._sites
        program.integrality_ = whole + [highspy.HighsVarType.kContinuous] * (self._arcs + self._places)
        highs = _highs(mip_rel_gap=gap, mip_max_nodes=nodes)
        highs.passModel(program)
        if start is not None:
            begin = highspy.HighsSolution()
            begin.col_value = self._columns(*start)
            highs.setSolution(begin)
        highs.run()
        opened = np.array(highs.getSolution().col_value)[: self._sites] > 0.5
        return opened, float(highs.getInfo().mip_dual_bound * self.scale)

    def _program(self) -> highspy.HighsLp:
        rows = sparse.vstack(self._rows(), format="csc")
        program = highspy.HighsLp()
        program.num_row_, program.num_col_ = rows.shape
        program.col_cost_ = self._costs
        lower = np.zeros(rows.shape[1])
        lower[: self._sites] = self.part.stays
        program.col_lower_, program.col_upper_ = lower, np.ones(rows.shape[1])
        least = np.full(rows.shape[0], -np.inf)
        most = np.zeros(rows.shape[0])
        least[: self._places] = most[: self._places] = 1.0
        most[self._places] = self.part.most_sites
        most[rows.shape[0] - len(self.part.too_close) :] = 1.0
        program.row_lower_, program.row_upper_ = least, most
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_, program.a_matrix_.index_ = rows.indptr, rows.indices
        program.a_matrix_.value_ = rows.data
        return program

    def _rows(self) -> Sequence[sparse.spmatrix]:
        """Everybody goes somewhere; so many sites; no site over its capacity; nobody to a closed one; no two too close."""
        part, sites = self.part, sparse.identity(self._sites, format="csr")
        arcs = sparse.identity(self._arcs, format="csr")
        at_place = sparse.csr_matrix(self._of_place, dtype=float)
        at_place.data[:] = 1.0
        at_site = _ones(part.site, self._sites)
        largest = part.capacity.max(initial=1.0)
        load = at_site.multiply(part.people[part.place] / largest)
        linked = np.flatnonzero(part.linked)
        close = len(part.too_close)
        pairs = _ones(part.too_close.ravel(), self._sites).T[: 2 * close]
        both = sparse.csr_matrix(pairs[0::2] + pairs[1::2]) if close else sparse.csr_matrix((0, self._sites))
        return (
            sparse.hstack(
                [sparse.csr_matrix((self._places, self._sites)), at_place, sparse.identity(self._places)]
            ),
            sparse.hstack([np.ones((1, self._sites)), sparse.csr_matrix((1, self._arcs + self._places))]),
            sparse.hstack([sites.multiply(-part.capacity / largest), load, self._none(self._sites)]),
            sparse.hstack([-at_site.T.tocsr()[linked], arcs[linked], self._none(len(linked))]),
            sparse.hstack([both, sparse.csr_matrix((close, self._arcs + self._places))]),
        )

    def _none(self, rows: int) -> sparse.csr_matrix:
        return sparse.csr_matrix((rows, self._places))

    def _solution(self) -> tuple[Floats, sparse.csr_matrix, Floats]:
        value = np.array(self._highs.getSolution().col_value)
        opened, shares, beyond = np.split(value, [self._sites, self._sites + self._arcs])
        served = sparse.csr_matrix(
            (self.part.people[self.part.place] * shares, (self.part.place, self.part.site)),
            shape=(self._places, self._sites),
        )
        return opened, served, beyond * self.part.people

    def _add(self, cluster: Cluster) -> None:
        arcs = self._of_place[cluster.places].data - 1
        elsewhere = arcs[~np.isin(self.part.site[arcs], cluster.sites)]
        columns = np.concatenate(
            [cluster.sites, self._sites + elsewhere, self._sites + self._arcs + cluster.places]
        )
        going = np.concatenate(
            [self.part.people[self.part.place[elsewhere]], self.part.people[cluster.places]]
        )
        values = np.concatenate([np.ones(len(cluster.sites)), going / cluster.per])
        self._highs.addRow(cluster.need, np.inf, len(columns), columns.astype(np.int32), values)

    def _columns(self, opened: Bools, flows: Floats) -> Floats:
        shares = flows / self.part.people[self.part.place]
        left = 1 - np.bincount(self.part.place, weights=shares, minlength=self._places)
        return np.concatenate([opened.astype(float), shares, np.clip(left, 0.0, 1.0)])


def _ones(rows: np.ndarray, height: int) -> sparse.csr_matrix:
    """Return a matrix with a one in each column, in the row named for it."""
    return sparse.csr_matrix((np.ones(len(rows)), (rows, np.arange(len(rows)))), shape=(height, len(rows)))


def _highs(**settings: float | int) -> _Highs:
    # `highspy.Highs` prints a line of its own before it can be told not to.
    highs, quiet = _Highs(), highspy.HighsOptions()
    quiet.output_flag = False
    highs.passOptions(quiet)
    for name, value in {**_SETTINGS, **settings}.items():
        highs.setOptionValue(name, value)
    return highs
