export { answerBatch } from './answer-batch';
