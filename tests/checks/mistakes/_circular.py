from circular_import import COUNT

LIMIT = COUNT
