import { smokeTests } from './smoke.ts';

smokeTests({
  'gan-mnist': { steps: 30, column: 'discriminator_loss', factor: 1.1 },
  'gan-ring': { steps: 40, column: 'discriminator_loss', factor: 1.05 },
  'captioner-scenes': { steps: 40, batchSize: 8, column: 'train_loss', factor: 1.2 },
  'detector-scenes': { steps: 50, batchSize: 8, column: 'train_loss', factor: 1.2 },
  'segmenter-scenes': { steps: 50, batchSize: 4, column: 'train_loss', factor: 1.2 },
});
