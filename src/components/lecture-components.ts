/**
 * What a lecture may use by name, with no import line: handed to `<Content components={…} />`. Their styles come
 * with every lecture, so they are kept small.
 */
export const lectureComponents = {};
