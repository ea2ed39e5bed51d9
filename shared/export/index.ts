export { csvLine } from './csv';
export { exportRows } from './rows';
