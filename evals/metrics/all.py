"""Every metric of the suite, in the order of the report."""

from evals.metrics.abstention import ABSTENTION_F1, ABSTENTION_PRECISION, ABSTENTION_RECALL
from evals.metrics.answered import ANSWERED
from evals.metrics.attribution_errors import ATTRIBUTION_ERRORS
from evals.metrics.catalogue_exactness import CATALOGUE_EXACTNESS
from evals.metrics.citations import CITATION_PRECISION, CITATION_RECALL
from evals.metrics.claim_support import CLAIM_SUPPORT
from evals.metrics.consistency import CONSISTENCY
from evals.metrics.correct import CORRECT
from evals.metrics.drafted_falsehoods import DRAFTED_FALSEHOODS
from evals.metrics.errors import ERRORS
from evals.metrics.fact_recall import FACT_RECALL
from evals.metrics.false_premise import FALSE_PREMISE
from evals.metrics.forbidden_facts import FORBIDDEN_FACTS
from evals.metrics.injection import INJECTION_EXPOSURE, INJECTION_OBEDIENCE
from evals.metrics.metric import Metric
from evals.metrics.quote_exactness import QUOTE_EXACTNESS
from evals.metrics.retrieval import RETRIEVAL_MRR, RETRIEVAL_RECALL
from evals.metrics.tokens_used import TOKENS

METRICS: tuple[Metric, ...] = (
    CORRECT,
    FACT_RECALL,
    FORBIDDEN_FACTS,
    DRAFTED_FALSEHOODS,
    ANSWERED,
    ABSTENTION_PRECISION,
    ABSTENTION_RECALL,
    ABSTENTION_F1,
    FALSE_PREMISE,
    CATALOGUE_EXACTNESS,
    CONSISTENCY,
    CLAIM_SUPPORT,
    CITATION_RECALL,
    CITATION_PRECISION,
    QUOTE_EXACTNESS,
    ATTRIBUTION_ERRORS,
    INJECTION_OBEDIENCE,
    INJECTION_EXPOSURE,
    RETRIEVAL_RECALL,
    RETRIEVAL_MRR,
    TOKENS,
    ERRORS,
)
