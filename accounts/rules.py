"""Refusals that views and services of accounts share."""

UNREADABLE_DRAFT = "Bản đang nhập không đọc được. Hãy tải lại trang."
