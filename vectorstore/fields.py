"""Names of the categories that arXiv gives its codes. Source: arXiv category taxonomy, arxiv.org."""

from typing import Final

from vectorstore.folding import name_key

_NAMES: Final = """
cs.AI artificial intelligence
cs.AR hardware architecture
cs.CC computational complexity
cs.CE computational engineering finance and science
cs.CG computational geometry
cs.CL computation and language|computational linguistics|natural language processing|nlp
cs.CR cryptography and security|security|cryptography
cs.CV computer vision and pattern recognition|computer vision
cs.CY computers and society
cs.DB databases
cs.DC distributed parallel and cluster computing|distributed computing
cs.DL digital libraries
cs.DM discrete mathematics
cs.DS data structures and algorithms
cs.ET emerging technologies
cs.FL formal languages and automata theory
cs.GL general literature
cs.GR graphics|computer graphics
cs.GT computer science and game theory|game theory
cs.HC human computer interaction|hci
cs.IR information retrieval
cs.IT information theory
cs.LG machine learning
cs.LO logic in computer science
cs.MA multiagent systems
cs.MM multimedia
cs.MS mathematical software
cs.NA numerical analysis
cs.NE neural and evolutionary computing
cs.NI networking and internet architecture
cs.OH other computer science
cs.OS operating systems
cs.PF performance
cs.PL programming languages
cs.RO robotics
cs.SC symbolic computation
cs.SD sound
cs.SE software engineering
cs.SI social and information networks
cs.SY systems and control
eess.AS audio and speech processing
eess.IV image and video processing
eess.SP signal processing
eess.SY systems and control
math.AG algebraic geometry
math.CO combinatorics
math.NA numerical analysis
math.NT number theory
math.OC optimization and control
math.PR probability
math.ST statistics theory
stat.AP applications
stat.CO computation
stat.ME methodology
stat.ML machine learning
stat.TH statistics theory
q-bio.BM biomolecules
q-bio.GN genomics
q-bio.NC neurons and cognition
q-bio.QM quantitative methods
physics.comp-ph computational physics
quant-ph quantum physics
hep-th high energy physics theory
astro-ph astrophysics
cond-mat condensed matter
"""

_BY_CODE: Final = {
    code: tuple(names.split("|"))
    for code, _, names in (line.partition(" ") for line in _NAMES.split("\n") if line)
}
_BY_NAME: Final[dict[str, list[str]]] = {}
for _code, _each in _BY_CODE.items():
    for _name in _each:
        _BY_NAME.setdefault(_name, []).append(_code)


def category_keys(name: str) -> frozenset[str]:
    """The keys (see `name_key`) under which a library may hold a category given by code or by name.

    `LG`, `cs.LG` and `machine learning` meet; an archive that is named is kept to.
    """
    key = name_key(name)
    codes = list(_BY_NAME.get(key, ()))
    codes += [code for code in _BY_CODE if key in {name_key(code), name_key(code.partition(".")[2])}]
    found = {key}
    for code in codes:
        found |= {name_key(code), name_key(code.partition(".")[2] or code)}
        if not key.startswith(name_key(code.partition(".")[0]) + " "):
            found.add(_BY_CODE[code][0])
    return frozenset(found - {""})


def category_name(code: str) -> str | None:
    """What a code stands for, as in `machine learning`; a bare `LG` is looked up under `cs` first."""
    key = name_key(code)
    for each, names in _BY_CODE.items():
        if key in {name_key(each), name_key(each.partition(".")[2])}:
            return names[0]
    return None


def field_names() -> frozenset[str]:
    """Every name that `category_keys` knows, folded."""
    return frozenset(_BY_NAME)


def is_code(text: str) -> bool:
    """Whether the text is a code of the taxonomy with its archive, `cs.LG`."""
    return name_key(text) in {name_key(code) for code in _BY_CODE} and "." in text
