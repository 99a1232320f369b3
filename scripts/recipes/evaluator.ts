/** The shipped classifier as the judge of images that other models make: it saw none of them in training. */
import { openSession } from '#scripts/engine.ts';
import { findModel, MODELS_DIRECTORY } from '#scripts/model-folder.ts';
import type { Judge } from '#scripts/metrics/sample-quality.ts';

/** @throws ModelError where the classifier has not been trained */
export async function openJudge(): Promise<{ readonly judge: Judge; close(): Promise<void> }> {
  const { graphs } = await findModel(MODELS_DIRECTORY, 'classifier-mnist');
  const session = await openSession(graphs['classifier']!, { backend: 'cpu', threads: 1 });
  return {
    async judge(x) {
      const { features, logits } = await session.run({ x });
      return { features: features!, logits: logits! };
    },
    close: () => session.release(),
  };
}
