/** Copies a block of code or, where the clipboard is refused, selects it for the reader to copy. */
export async function copyCode(block: HTMLElement): Promise<'copied' | 'selected'> {
  try {
    await navigator.clipboard.writeText(block.textContent);
    return 'copied';
  } catch {
    getSelection()?.selectAllChildren(block);
    return 'selected';
  }
}
