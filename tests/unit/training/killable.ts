/** Trains with a checkpoint after every step, resuming where the one before was killed. It says once there is one. */
import { existsSync } from 'node:fs';
import { train } from '#scripts/training/loop.ts';
import { silent, tinyDataset, tinyObjective, tinyOptions } from './tiny.ts';

const [path, steps] = [process.argv[2]!, Number(process.argv[3])];
let reported = false;
await train(
  tinyObjective(),
  tinyDataset(),
  tinyOptions(path, {
    steps,
    checkpointSeconds: 0,
    resume: existsSync(path),
    progress: {
      ...silent,
      step() {
        if (reported || !existsSync(path)) return;
        reported = true;
        process.send!('training');
      },
    },
  }),
);
process.disconnect();
