"""Refusals that forms and services of notices share."""

INVALID_ADDRESS = "Địa chỉ thư chưa đúng. Ví dụ: ten@haiphong.gov.vn."
