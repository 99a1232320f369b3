/** What a demo says to a reader who listens instead of looking, in an element that is `aria-live`. */

/** Milliseconds without a change after which something is said: at the end of a movement, not at every step of it. */
const pause = 700;

/** To be made while the component is. */
export function createAnnouncement() {
  let said = $state('');
  let sentence = $state.raw<() => string | undefined>();

  $effect(() => {
    const next = sentence?.();
    if (next === undefined) return;
    const timer = setTimeout(() => (said = next), pause);
    return () => clearTimeout(timer);
  });

  return {
    get text(): string {
      return said;
    },
    /**
     * Says a sentence, and says it again whenever it comes to read otherwise: a model may answer late.
     *
     * @param next made of reactive values; undefined as long as there is nothing to say
     */
    say(next: () => string | undefined): void {
      sentence = next;
    },
  };
}
