import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.importers.latex import spans_to_unicode

SPANS = [
    (r"up to $20.57\%$, $9.80\%$", "up to 20.57%, 9.80%"),
    (r"drops $74.9 \rightarrow 57.2$ and", "drops 74.9 → 57.2 and"),
    (r"our strategy, \emph{Trap and Replace}, has", "our strategy, Trap and Replace, has"),
    (r"over {\em symmetric differences} of", "over symmetric differences of"),
    (r"\codeword{fit\_all} is", "fit_all is"),
    (r"\textbf{bold \emph{and more} 60%} text", "bold and more 60% text"),
    (r"Functions (I$^2$F)", "Functions (I²F)"),
    (r"$\ell_\infty$ attack", "ℓ_∞ attack"),
    (r"Top-$k$ and $x_{10}$ and $10^{-3}$", "Top-k and x₁₀ and 10⁻³"),
    (r"$\mathbf{12}$ of $\mathbb{R}^d$", "12 of ℝ^d"),
    (r"$O(n \log n)$", "O(n log n)"),
    (r"$\epsilon \leq 0.1$ and $n \times m$", "ϵ ≤ 0.1 and n × m"),
    (r"\(a+b\) and \[c\]", "a+b and c"),
    (r"$$E = mc^2$$", "E = mc²"),
    (r"Erd\H{o}s, G\"odel, Po\'{\i}ncare, {\v{S}}ik", "Erdős, Gödel, Poíncare, Šik"),
    (r"\O stby, Stra{\ss}e", "Østby, Straße"),
    (r"see \url{https://a.org/~b_c%20d}", "see https://a.org/~b_c%20d"),
    (r"\href{https://a.org/x}{the page}", "the page (https://a.org/x)"),
    ("exploration--exploitation -- and", "exploration–exploitation – and"),
    ("a ``quoted'' word", "a “quoted” word"),
    ("Fig.~3", "Fig. 3"),
    (r"5\% of R\&D", "5% of R&D"),
    (r"written in \LaTeX", "written in LaTeX"),
]  # fmt: skip

PLAIN = [
    "from 60% to over 90%",
    "an average of $102m to financial institutions and $5bn to others",
    "costs of $5-$10 and $5 to $10",
    "Q&A, C#, #1, a_b, x^y",
    "about ~5 and https://a.org/~user/x--y_z",
    "knowledge distillation} approach",
    "grow {in size}, the",
    r"C:\Users\ada",
    "run it with --verbose",
    "l'état, rock 'n' roll",
    "a < b and b > c",
]


@pytest.mark.parametrize(("source", "text"), SPANS, ids=[text for _, text in SPANS])
def test_latex_becomes_readable(source: str, text: str) -> None:
    assert spans_to_unicode(source) == text


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_latex_survives(text: str) -> None:
    assert spans_to_unicode(text) == text


@given(st.text(alphabet=r"\{}$%&#_^~`'-ab1 " + "\n", max_size=200))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    spans_to_unicode(text)


@pytest.mark.parametrize(
    "text", [r"{\em " * 2_000, "{" * 200_000, "$" * 200_001, r"\a{" * 50_000, "$a " * 100_000]
)
def test_deep_nesting_is_read_in_bounded_time(text: str) -> None:
    spans_to_unicode(text)
