/**
 * What a lecture may use by name, with no import line: handed to `<Content components={…} />`. Their styles come
 * with every lecture (`src/layouts/prose.css`), so they are kept small.
 */
import Reconstruct from '#src/demos/reconstruct/Reconstruct.astro';
import Answer from './Answer.astro';
import Derivation from './Derivation.astro';
import Metric from './Metric.astro';
import Note from './Note.astro';
import Parameters from './Parameters.astro';
import Question from './Question.astro';

export const lectureComponents = { Answer, Derivation, Metric, Note, Parameters, Question, Reconstruct };
