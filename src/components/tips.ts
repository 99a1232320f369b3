/**
 * Notes on words, which the pointer and the keyboard show by styles alone. Where nothing hovers, the first tap shows
 * one, and the second follows its link; Escape closes it until it is asked for again.
 */
const around = (target: EventTarget | null) => (target as Element).closest?.('.tip');
let tapped: Element | null | undefined;

addEventListener('click', (event) => {
  const tip = around(event.target);
  if (tip && tip !== tapped && matchMedia('(hover: none)').matches) event.preventDefault();
  tapped = tip;
});
addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') document.querySelector('.tip:is(:hover, :focus-within)')?.classList.add('closed');
});
for (const type of ['pointerout', 'focusout'])
  addEventListener(type, ({ target }) => around(target)?.classList.remove('closed'));
