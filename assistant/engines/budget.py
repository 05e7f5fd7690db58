"""How much a question and a day may use of a language model, and what it costs."""

from dataclasses import dataclass

from assistant.answer import Usage
from assistant.engines.draft import DraftUsage
from assistant.engines.ledger import Ledger
from assistant.settings import Settings
from vectorstore.errors import ServerError

LEAST_REPLY = 64
"""Tokens: with less left than this for a reply, the request is not sent."""


class BudgetSpent(ServerError):
    """A limit that the person set is reached; the server is not asked."""


@dataclass(frozen=True, kw_only=True)
class Budget:
    """Limits and prices, and the ledger that says what was used. Safe to share between threads.

    calls           most requests for one question, repeated attempts included
    question_tokens most tokens for one question, None without a limit
    day_tokens      most tokens for one day, by every process of this person
    price_in, price_out  US dollars per million tokens, None where not known
    """

    ledger: Ledger
    calls: int
    question_tokens: int | None = None
    day_tokens: int | None = None
    price_in: float | None = None
    price_out: float | None = None

    @classmethod
    def of(cls, settings: Settings, ledger: Ledger) -> "Budget":
        return cls(
            ledger=ledger,
            calls=settings.calls_per_question,
            question_tokens=settings.tokens_per_question,
            day_tokens=settings.tokens_per_day,
            price_in=settings.price_in,
            price_out=settings.price_out,
        )

    def reply_tokens(self, used: DraftUsage, *, prompt: int, wanted: int) -> int:
        """How many tokens the reply to a prompt may have, at most `wanted`.

        Raises BudgetSpent when no request may be sent.
        """
        if used.usage.calls >= self.calls:
            raise BudgetSpent(
                f"This question has used its {self.calls} requests to the language model. "
                "Ask again, or raise ASSISTANT_CALLS_PER_QUESTION."
            )
        if self.question_tokens is not None:
            wanted = min(wanted, self.question_tokens - used.usage.tokens - prompt)
            if wanted < LEAST_REPLY:
                raise BudgetSpent(
                    f"The budget of {self.question_tokens:,} tokens for one question does not suffice. "
                    "Ask something narrower, or raise ASSISTANT_TOKENS_PER_QUESTION."
                )
        if self.day_tokens is not None:
            today = self.ledger.today().tokens
            wanted = min(wanted, self.day_tokens - today - prompt)
            if wanted < LEAST_REPLY:
                raise BudgetSpent(
                    f"The budget for today is spent: {today:,} of {self.day_tokens:,} tokens. "
                    "Go on tomorrow, or raise ASSISTANT_TOKENS_PER_DAY."
                )
        return wanted

    def book(self, model: str, used: DraftUsage, spent: Usage) -> None:
        """Add what a request used, priced, to the question and to the day."""
        priced = Usage(
            prompt_tokens=spent.prompt_tokens,
            completion_tokens=spent.completion_tokens,
            calls=1,
            cost_usd=self._cost(spent),
        )
        used.usage += priced
        self.ledger.add(model, priced)

    def _cost(self, spent: Usage) -> float | None:
        if self.price_in is None and self.price_out is None:
            return None
        paid = spent.prompt_tokens * (self.price_in or 0.0) + spent.completion_tokens * (
            self.price_out or 0.0
        )
        return round(paid / 1e6, 8)
