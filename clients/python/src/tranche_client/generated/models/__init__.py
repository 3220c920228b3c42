"""Contains all the data models used in inputs/outputs"""

from .advance_order_request import AdvanceOrderRequest
from .advance_order_request_status import AdvanceOrderRequestStatus
from .assignable_role import AssignableRole
from .cancel_order_response import CancelOrderResponse
from .change_password_request import ChangePasswordRequest
from .check import Check
from .checks import Checks
from .create_product_request import CreateProductRequest
from .create_user_request import CreateUserRequest
from .current_session import CurrentSession
from .current_user_response import CurrentUserResponse
from .field_error import FieldError
from .field_error_code import FieldErrorCode
from .list_orders_response import ListOrdersResponse
from .list_orders_scope import ListOrdersScope
from .list_orders_status import ListOrdersStatus
from .list_problems_response import ListProblemsResponse
from .list_products_response import ListProductsResponse
from .list_sessions_response import ListSessionsResponse
from .list_users_response import ListUsersResponse
from .list_users_role import ListUsersRole
from .list_users_sort import ListUsersSort
from .log_in_request import LogInRequest
from .log_in_response import LogInResponse
from .money import Money
from .named_user import NamedUser
from .order import Order
from .order_event import OrderEvent
from .order_event_data import OrderEventData
from .order_event_type import OrderEventType
from .order_item import OrderItem
from .order_status import OrderStatus
from .own_session import OwnSession
from .place_order_request import PlaceOrderRequest
from .price import Price
from .price_currency import PriceCurrency
from .problem import Problem
from .problem_code import ProblemCode
from .problem_type import ProblemType
from .product import Product
from .readiness_body import ReadinessBody
from .role import Role
from .set_password_request import SetPasswordRequest
from .sign_up_request import SignUpRequest
from .started_session import StartedSession
from .status import Status
from .update_product_request import UpdateProductRequest
from .user import User
from .version import Version
from .view_order_history_response import ViewOrderHistoryResponse
from .wanted_item import WantedItem

__all__ = (
    "AdvanceOrderRequest",
    "AdvanceOrderRequestStatus",
    "AssignableRole",
    "CancelOrderResponse",
    "ChangePasswordRequest",
    "Check",
    "Checks",
    "CreateProductRequest",
    "CreateUserRequest",
    "CurrentSession",
    "CurrentUserResponse",
    "FieldError",
    "FieldErrorCode",
    "ListOrdersResponse",
    "ListOrdersScope",
    "ListOrdersStatus",
    "ListProblemsResponse",
    "ListProductsResponse",
    "ListSessionsResponse",
    "ListUsersResponse",
    "ListUsersRole",
    "ListUsersSort",
    "LogInRequest",
    "LogInResponse",
    "Money",
    "NamedUser",
    "Order",
    "OrderEvent",
    "OrderEventData",
    "OrderEventType",
    "OrderItem",
    "OrderStatus",
    "OwnSession",
    "PlaceOrderRequest",
    "Price",
    "PriceCurrency",
    "Problem",
    "ProblemCode",
    "ProblemType",
    "Product",
    "ReadinessBody",
    "Role",
    "SetPasswordRequest",
    "SignUpRequest",
    "StartedSession",
    "Status",
    "UpdateProductRequest",
    "User",
    "Version",
    "ViewOrderHistoryResponse",
    "WantedItem",
)
