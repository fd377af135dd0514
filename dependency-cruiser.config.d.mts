import type { IConfiguration } from 'dependency-cruiser';

declare const borders: Required<Pick<IConfiguration, 'forbidden' | 'options'>>;
export default borders;
