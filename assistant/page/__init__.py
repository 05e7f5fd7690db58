"""The page in a browser: `serve` opens it, `build_page` makes it for a program that serves it itself."""

import os

# Gradio reads these when it is imported: no usage statistics, no question to the model hub.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"

from assistant.page.blocks import build_page  # after the variables above
from assistant.page.credentials import Credentials
from assistant.page.serving import launch, serve

__all__ = ["Credentials", "build_page", "launch", "serve"]
