"""Contains all the data models used in inputs/outputs"""

from .admin_granted_event import AdminGrantedEvent
from .admin_granted_event_data import AdminGrantedEventData
from .admin_granted_event_type import AdminGrantedEventType
from .admin_revoked_event import AdminRevokedEvent
from .admin_revoked_event_data import AdminRevokedEventData
from .admin_revoked_event_type import AdminRevokedEventType
from .advance_order_request import AdvanceOrderRequest
from .advance_order_request_status import AdvanceOrderRequestStatus
from .assignable_role import AssignableRole
from .cancel_order_response import CancelOrderResponse
from .change_password_request import ChangePasswordRequest
from .check import Check
from .checks import Checks
from .count_refused_log_ins_response import CountRefusedLogInsResponse
from .create_product_request import CreateProductRequest
from .create_user_request import CreateUserRequest
from .current_session import CurrentSession
from .current_user_response import CurrentUserResponse
from .dead_letter import DeadLetter
from .event import Event
from .event_data import EventData
from .event_subject import EventSubject
from .event_subject_kind import EventSubjectKind
from .event_type import EventType
from .field_error import FieldError
from .field_error_code import FieldErrorCode
from .list_dead_letters_response import ListDeadLettersResponse
from .list_events_response import ListEventsResponse
from .list_events_subject_kind import ListEventsSubjectKind
from .list_events_type import ListEventsType
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
from .order_cancelled_event import OrderCancelledEvent
from .order_cancelled_event_data import OrderCancelledEventData
from .order_cancelled_event_type import OrderCancelledEventType
from .order_delivered_event import OrderDeliveredEvent
from .order_delivered_event_data import OrderDeliveredEventData
from .order_delivered_event_type import OrderDeliveredEventType
from .order_event import OrderEvent
from .order_event_data import OrderEventData
from .order_event_type import OrderEventType
from .order_item import OrderItem
from .order_placed_event import OrderPlacedEvent
from .order_placed_event_data import OrderPlacedEventData
from .order_placed_event_type import OrderPlacedEventType
from .order_processing_started_event import OrderProcessingStartedEvent
from .order_processing_started_event_data import OrderProcessingStartedEventData
from .order_processing_started_event_type import OrderProcessingStartedEventType
from .order_shipped_event import OrderShippedEvent
from .order_shipped_event_data import OrderShippedEventData
from .order_shipped_event_type import OrderShippedEventType
from .order_status import OrderStatus
from .order_subject import OrderSubject
from .order_subject_kind import OrderSubjectKind
from .ordered_item import OrderedItem
from .own_session import OwnSession
from .password_changed_event import PasswordChangedEvent
from .password_changed_event_data import PasswordChangedEventData
from .password_changed_event_type import PasswordChangedEventType
from .password_hash_upgraded_event import PasswordHashUpgradedEvent
from .password_hash_upgraded_event_data import PasswordHashUpgradedEventData
from .password_hash_upgraded_event_type import PasswordHashUpgradedEventType
from .password_set_event import PasswordSetEvent
from .password_set_event_data import PasswordSetEventData
from .password_set_event_type import PasswordSetEventType
from .place_order_request import PlaceOrderRequest
from .price import Price
from .price_currency import PriceCurrency
from .problem import Problem
from .problem_code import ProblemCode
from .problem_type import ProblemType
from .product import Product
from .product_created_event import ProductCreatedEvent
from .product_created_event_data import ProductCreatedEventData
from .product_created_event_type import ProductCreatedEventType
from .product_deleted_event import ProductDeletedEvent
from .product_deleted_event_data import ProductDeletedEventData
from .product_deleted_event_type import ProductDeletedEventType
from .product_subject import ProductSubject
from .product_subject_kind import ProductSubjectKind
from .product_updated_event import ProductUpdatedEvent
from .product_updated_event_data import ProductUpdatedEventData
from .product_updated_event_type import ProductUpdatedEventType
from .readiness_body import ReadinessBody
from .returned_units import ReturnedUnits
from .role import Role
from .session_ended_event import SessionEndedEvent
from .session_ended_event_data import SessionEndedEventData
from .session_ended_event_type import SessionEndedEventType
from .session_reissued_event import SessionReissuedEvent
from .session_reissued_event_data import SessionReissuedEventData
from .session_reissued_event_type import SessionReissuedEventType
from .session_started_event import SessionStartedEvent
from .session_started_event_data import SessionStartedEventData
from .session_started_event_type import SessionStartedEventType
from .set_password_request import SetPasswordRequest
from .sign_up_request import SignUpRequest
from .started_session import StartedSession
from .status import Status
from .subject_of_message import SubjectOfMessage
from .update_product_request import UpdateProductRequest
from .user import User
from .user_created_event import UserCreatedEvent
from .user_created_event_data import UserCreatedEventData
from .user_created_event_type import UserCreatedEventType
from .user_inactivated_event import UserInactivatedEvent
from .user_inactivated_event_data import UserInactivatedEventData
from .user_inactivated_event_type import UserInactivatedEventType
from .user_reactivated_event import UserReactivatedEvent
from .user_reactivated_event_data import UserReactivatedEventData
from .user_reactivated_event_type import UserReactivatedEventType
from .user_signed_up_event import UserSignedUpEvent
from .user_signed_up_event_data import UserSignedUpEventData
from .user_signed_up_event_type import UserSignedUpEventType
from .user_subject import UserSubject
from .user_subject_kind import UserSubjectKind
from .version import Version
from .view_order_history_response import ViewOrderHistoryResponse
from .wanted_item import WantedItem

__all__ = (
    "AdminGrantedEvent",
    "AdminGrantedEventData",
    "AdminGrantedEventType",
    "AdminRevokedEvent",
    "AdminRevokedEventData",
    "AdminRevokedEventType",
    "AdvanceOrderRequest",
    "AdvanceOrderRequestStatus",
    "AssignableRole",
    "CancelOrderResponse",
    "ChangePasswordRequest",
    "Check",
    "Checks",
    "CountRefusedLogInsResponse",
    "CreateProductRequest",
    "CreateUserRequest",
    "CurrentSession",
    "CurrentUserResponse",
    "DeadLetter",
    "Event",
    "EventData",
    "EventSubject",
    "EventSubjectKind",
    "EventType",
    "FieldError",
    "FieldErrorCode",
    "ListDeadLettersResponse",
    "ListEventsResponse",
    "ListEventsSubjectKind",
    "ListEventsType",
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
    "OrderCancelledEvent",
    "OrderCancelledEventData",
    "OrderCancelledEventType",
    "OrderDeliveredEvent",
    "OrderDeliveredEventData",
    "OrderDeliveredEventType",
    "OrderedItem",
    "OrderEvent",
    "OrderEventData",
    "OrderEventType",
    "OrderItem",
    "OrderPlacedEvent",
    "OrderPlacedEventData",
    "OrderPlacedEventType",
    "OrderProcessingStartedEvent",
    "OrderProcessingStartedEventData",
    "OrderProcessingStartedEventType",
    "OrderShippedEvent",
    "OrderShippedEventData",
    "OrderShippedEventType",
    "OrderStatus",
    "OrderSubject",
    "OrderSubjectKind",
    "OwnSession",
    "PasswordChangedEvent",
    "PasswordChangedEventData",
    "PasswordChangedEventType",
    "PasswordHashUpgradedEvent",
    "PasswordHashUpgradedEventData",
    "PasswordHashUpgradedEventType",
    "PasswordSetEvent",
    "PasswordSetEventData",
    "PasswordSetEventType",
    "PlaceOrderRequest",
    "Price",
    "PriceCurrency",
    "Problem",
    "ProblemCode",
    "ProblemType",
    "Product",
    "ProductCreatedEvent",
    "ProductCreatedEventData",
    "ProductCreatedEventType",
    "ProductDeletedEvent",
    "ProductDeletedEventData",
    "ProductDeletedEventType",
    "ProductSubject",
    "ProductSubjectKind",
    "ProductUpdatedEvent",
    "ProductUpdatedEventData",
    "ProductUpdatedEventType",
    "ReadinessBody",
    "ReturnedUnits",
    "Role",
    "SessionEndedEvent",
    "SessionEndedEventData",
    "SessionEndedEventType",
    "SessionReissuedEvent",
    "SessionReissuedEventData",
    "SessionReissuedEventType",
    "SessionStartedEvent",
    "SessionStartedEventData",
    "SessionStartedEventType",
    "SetPasswordRequest",
    "SignUpRequest",
    "StartedSession",
    "Status",
    "SubjectOfMessage",
    "UpdateProductRequest",
    "User",
    "UserCreatedEvent",
    "UserCreatedEventData",
    "UserCreatedEventType",
    "UserInactivatedEvent",
    "UserInactivatedEventData",
    "UserInactivatedEventType",
    "UserReactivatedEvent",
    "UserReactivatedEventData",
    "UserReactivatedEventType",
    "UserSignedUpEvent",
    "UserSignedUpEventData",
    "UserSignedUpEventType",
    "UserSubject",
    "UserSubjectKind",
    "Version",
    "ViewOrderHistoryResponse",
    "WantedItem",
)
