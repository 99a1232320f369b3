/** What keys and buttons of every page do, fetched at the first of them. */
import { languageOf } from '#src/i18n.ts';
import { comfortWords } from './comfort-words.ts';
import { copyCode } from './copy-code.ts';
import { say } from './say.ts';
import { resizeText } from './text-size.ts';

const words = comfortWords[languageOf(document.documentElement.lang)];

/** @throws where what it needs cannot be fetched */
export async function act(action: string, button?: HTMLElement): Promise<void> {
  if (action === 'search') {
    const { openSearch } = await import('#src/search/dialog.ts');
    closeDialog();
    openSearch();
  } else if (action === 'keys') {
    const { openKeys } = await import('./keys-dialog.ts');
    closeDialog();
    openKeys(words);
  } else if (action === 'save') {
    const { toggleSave } = await import('./save-offline.ts');
    await toggleSave(button!);
  } else if (action === 'copy') {
    say(words[await copyCode(button!.parentElement!.querySelector('pre')!)]);
  } else {
    say(words.textSizeIs(words.sizes[resizeText(action === 'larger' ? 1 : -1)]));
  }
}

/** One dialog at a time; the focus goes back to where the first was opened. */
function closeDialog(): void {
  document.querySelector<HTMLDialogElement>('dialog[open]:not(.search)')?.close();
}
