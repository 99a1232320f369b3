type Content = readonly (Node | string)[];

/** An element with its attributes; one that is `true` stands without a value, one that is undefined not at all. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | true | undefined>> = {},
  ...content: Content
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...content);
  return made;
}
