/** What one password hash costs: OWASP's scrypt parameters that fit a Worker (16 MB). Tests in workerd replace this file. */
export const COST = { N: 16_384, r: 8, p: 5 };
