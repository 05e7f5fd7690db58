"""Small scripts that the browser runs after an event."""

SAVE_FILE = """
(name, text) => {
  if (!text) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], {type: 'text/plain;charset=utf-8'}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
"""
"""Hands the browser a file, without one on this machine: inputs are the file's name and text."""

FOCUS_KEEP = """
() => setTimeout(
  () => [...document.querySelectorAll('.confirm .keep')].find((button) => button.offsetParent)?.focus(), 150)
"""
"""After a question whether to do something for good: the harmless answer has the focus."""
