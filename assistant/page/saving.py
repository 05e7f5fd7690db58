"""Text handed to the browser as a file, without a file on this machine."""

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
"""JavaScript for an event whose inputs are a file name and the file's text."""
