import { smokeTests } from './smoke.ts';

smokeTests({
  'ae-strokes': { steps: 60, column: 'validation_loss', factor: 3 },
  'classifier-mnist': { steps: 40, column: 'train_loss', factor: 1.5, skipsMetrics: true },
  'regressor-strokes': { steps: 40, column: 'train_loss', factor: 2 },
  'sae-mnist': { steps: 30, column: 'validation_loss', factor: 1.5 },
  'dae-mnist': { steps: 16, column: 'validation_loss', factor: 1.2, skipsMetrics: true },
  'transfer-mnist': { steps: 12, column: 'train_loss', factor: 1.1, skipsMetrics: true },
  'vqvae-mnist': { steps: 40, column: 'validation_loss', factor: 2 },
});
