from ..mail_server import mail_server, person

__all__ = ["mail_server", "person"]
