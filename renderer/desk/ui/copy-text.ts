/**
 * Puts a text on the clipboard; true when it is there. Only while a key or button is being pressed. `execCommand`
 * because the newer way needs a permission, and this window is granted none.
 */
export function copyText(text: string): boolean {
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', onCopy, { once: true });
  const isCopied = document.execCommand('copy');
  document.removeEventListener('copy', onCopy);
  return isCopied;
}
