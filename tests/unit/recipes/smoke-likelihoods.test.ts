import { smokeTests } from './smoke.ts';

smokeTests({
  'vae-mnist-2': { steps: 40, column: 'validation_loss', factor: 1.5 },
  'cvae-mnist': { steps: 40, column: 'validation_loss', factor: 1.5, skipsMetrics: true },
  'bvae-shapes-1': { steps: 60, column: 'train_reconstruction', factor: 2, skipsMetrics: true },
  'bayes-mnist': { steps: 50, column: 'validation_loss', factor: 1.2, skipsMetrics: true },
  'made-mnist': { steps: 40, column: 'validation_loss', factor: 1.25 },
  'pixelcnn-mnist': { steps: 30, column: 'validation_loss', factor: 1.5 },
});
